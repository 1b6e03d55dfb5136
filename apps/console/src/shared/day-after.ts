/** The day so many days from today, `YYYY-MM-DD`, in this machine's time zone. */
export function dayAfter(days: number, now = new Date()): string {
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days)).toISOString().slice(0, 10);
}
