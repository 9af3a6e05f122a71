// Package sheet turns the files that people keep their lists in into a table of
// texts, and tables back into such files. It knows nothing of what is in them.
//
// Read takes separated text (comma, semicolon or tab; UTF-8, UTF-16 or
// Windows-1252) and Excel workbooks. Every way in which a file can be wrong is an
// Invalid fault that says what to do. The text reader is our own because
// encoding/csv skips empty lines, and then the numbers of rows are no longer those
// that a person sees in the sheet; it also refuses the loose quotation marks that
// other programs write.
//
// A workbook is read twice side by side: once by excelize, which shows every cell
// as Excel does, and once for the numbers beneath, because a date as shown may be
// in any order of day and month, and its serial number is in none. It is held in
// memory meanwhile, which Limits bounds.
package sheet
