"""Reading sheets as they are: any workbook or delimited text into rows of a campaign."""
