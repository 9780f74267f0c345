DROP TABLE transfers;
DROP TABLE quotes;
