DROP TABLE external_ids;
DROP TABLE completions;
