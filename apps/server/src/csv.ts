// The one dialect of every CSV that is handed out.

/** Options of csv-stringify: lines end as RFC 4180 says, spreadsheets read it as UTF-8, and run no cell as a formula. */
export const csvDialect = {
  header: true,
  bom: true,
  escape_formulas: true,
  record_delimiter: 'windows',
  // A lone line feed in a name is no end of a record either.
  quoted_match: /[\r\n]/,
} as const;
