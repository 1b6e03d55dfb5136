// The API's own description (OpenAPI 3.1): made of the doors, so that it says what they do.
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { problem } from '@licet/contract';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Route } from './route.ts';

export const SESSION_COOKIE = 'licet_session';

interface Operation {
  responses: Record<string, object>;
  security?: object[];
}

/** Settings of the description. What holds of every door is said here: how a caller is known, and what a refusal looks like. */
export function describeApi(routes: Route[], version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Licet', version, description: 'The HTTP API of the Licet license server.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'The cookie that signing in sets.' },
          token: { type: 'http', scheme: 'bearer', description: 'An API token of the user who asks.' },
        },
        schemas: { Problem: z.toJSONSchema(problem) as object },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('The API is described in OpenAPI.');
      const paths = document.openapiObject.paths as Record<string, Record<string, Operation>>;
      for (const route of routes) complete(paths, route);
      return document.openapiObject;
    },
  };
}

function complete(paths: Record<string, Record<string, Operation>>, { endpoint, permission }: Route): void {
  const operation = paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')]?.[endpoint.method.toLowerCase()];
  if (!operation) throw new Error(`${endpoint.method} ${endpoint.path} is missing in the description of the API.`);
  if (permission === 'public') operation.security = [];
  if (endpoint.produces)
    operation.responses = { 200: { description: 'Done', content: { [endpoint.produces]: { schema: { type: 'string' } } } } };
  else if (endpoint.redirects) operation.responses = { 302: { description: 'The browser is led elsewhere.' } };
  else if (!endpoint.response) operation.responses = { 204: { description: 'Done; there is nothing to answer.' } };
  operation.responses['default'] = {
    description: 'Refused or failed: a problem document (RFC 9457). `code` says why, `remedy` what to do about it.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
