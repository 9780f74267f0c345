DROP TABLE rules;
DROP TABLE rulebooks;
