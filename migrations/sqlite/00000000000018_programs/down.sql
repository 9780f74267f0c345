DROP TABLE awards;
DROP TABLE programs;
