DROP TABLE client_institutions;
DROP TABLE clients;
