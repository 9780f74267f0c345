DROP TABLE cards;
DROP TABLE learners;
