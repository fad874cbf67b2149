"""Read formats that are not plain text: one module a format, each from bytes to a Reading."""
