import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One door of the HTTP API: everything that server, client and documentation need to agree on. */
export interface Endpoint {
  method: Method;
  /** Path with `:name` parameters, beginning with `/api/`. */
  path: string;
  /** A sentence for the documentation. */
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Bytes that the body may have at the most; 8 MiB when not given. */
  bodyLimit?: number;
  /** Absent for 204 and for answers that are not JSON (`produces`). */
  response?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  produces?: string;
  /** It answers by leading the browser elsewhere (302). */
  redirects?: boolean;
}

/** Keeps the exact types of an endpoint's schemas. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}
