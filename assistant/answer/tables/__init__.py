"""Questions over the rows of a table: which table, which rows, which column, and how the answer is worded."""
