/** The secret key of every test server: roles belong to the whole PostgreSQL server, so their password has to agree. */
export const TEST_SECRET_KEY = Buffer.alloc(32, 7);
