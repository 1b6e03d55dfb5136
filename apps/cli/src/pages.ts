/** The largest page that the API hands out. */
const PAGE = 500;

interface Page<T> {
  rows: T[];
  total: number;
}

/** All rows of a list that the API hands out in pages. A row that moved to a later page meanwhile is kept once. */
export async function allRows<T>(
  read: (page: { offset: number; limit: number }) => Promise<Page<T>>,
  keyOf: (row: T, index: number) => unknown,
): Promise<Page<T>> {
  const rows = new Map<unknown, T>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await read({ offset, limit: PAGE });
    page.rows.forEach((row, i) => rows.set(keyOf(row, offset + i), row));
    if (page.rows.length < PAGE || offset + PAGE >= page.total) return { rows: [...rows.values()], total: rows.size };
  }
}
