DROP TABLE import_mappings;
DROP TABLE import_failures;
DROP TABLE import_slices;
DROP TABLE imports;
