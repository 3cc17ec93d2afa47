"""Answer questions over the rows of a table: find the table, the rows and the column, and word the answer."""
