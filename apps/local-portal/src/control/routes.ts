import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultSchema } from '../faults/faults.ts';
import { switchesSchema } from '../switches.ts';
import { datasetNames } from '../world/datasets/datasets.ts';
import { catalogue } from '../world/products.ts';
import { body, parameter } from './body.ts';
import type { Control } from './control.ts';
import { serveLicenseControl } from './license-routes.ts';

const name = z.strictObject({ name: z.string() });
const reset = z.strictObject({
  dataset: z.enum(datasetNames).exactOptional(),
  seed: z.int().exactOptional(),
  companies: z.int().positive().exactOptional(),
  licensesPerCompany: z.int().nonnegative().exactOptional(),
});
const companyPatch = z.strictObject({ name: z.string().exactOptional(), parentId: z.string().exactOptional() });
const loginPatch = z.strictObject({ password: z.string().min(1).exactOptional(), enabled: z.boolean().exactOptional() });
const permission = z.strictObject({ permission: z.enum(['write', 'read', 'no-access']).nullable() });

/** What the page draws its forms from. */
function describeForms(): object {
  return { switches: z.toJSONSchema(switchesSchema), fault: z.toJSONSchema(faultSchema), products: catalogue, datasets: datasetNames };
}

/** Adds the control API below `/control`: JSON in and out, no sign-in, for this machine alone. */
export function serveControl(app: FastifyInstance, control: Control): void {
  app.get('/control/state', () => control.state());
  app.get('/control/forms', describeForms);
  app.post('/control/reset', (request) => control.reset(body(request, reset)));
  app.put('/control/clock', (request) => {
    control.setClockOffset(body(request, z.strictObject({ offsetSeconds: z.number() })).offsetSeconds);
    return control.state();
  });

  app.get('/control/switches', () => control.switches());
  app.patch('/control/switches', (request) => control.setSwitches(body(request, z.record(z.string(), z.unknown()))));

  app.get('/control/faults', () => control.faults());
  app.post('/control/faults', (request) => control.addFault(body(request, faultSchema)));
  app.delete('/control/faults', () => {
    control.clearFaults();
    return [];
  });
  app.delete('/control/faults/:id', (request) => ({ removed: control.removeFault(Number(parameter(request, 'id'))) }));

  app.get('/control/requests', () => control.requests());
  app.delete('/control/requests', () => {
    control.resetRequests();
    return control.requests();
  });

  app.get('/control/companies', (request) => control.companies((request.query as { parent?: string }).parent ?? null));
  app.get('/control/companies/:company', (request) => control.company(parameter(request, 'company')));
  app.post('/control/companies', (request) => {
    const customer = body(request, name.extend({ parentId: z.string() }));
    return control.createCustomer(customer.parentId, customer.name);
  });
  app.patch('/control/companies/:company', (request) => {
    const { id } = control.company(parameter(request, 'company'));
    const patch = body(request, companyPatch);
    if (patch.name !== undefined) control.renameCompany(id, patch.name);
    if (patch.parentId !== undefined) control.moveCompany(id, patch.parentId);
    return control.company(id);
  });
  app.delete('/control/companies/:company', (request) => {
    control.removeCompany(parameter(request, 'company'));
    return control.state();
  });
  app.post('/control/companies/:company/suspend', (request) => control.suspendCompany(parameter(request, 'company')));
  app.post('/control/companies/:company/unsuspend', (request) => control.unsuspendCompany(parameter(request, 'company')));

  app.get('/control/logins', () => control.logins());
  app.get('/control/logins/:email/snapshot', (request, reply) => {
    const email = parameter(request, 'email');
    const snapshot = control.snapshot(email);
    void reply.header(
      'content-disposition',
      `attachment; filename="${email.replaceAll(/[^\w.@-]/g, '_')}-${snapshot.takenAt.slice(0, 10)}.json"`,
    );
    return snapshot;
  });
  app.patch('/control/logins/:email', (request) => control.changeLogin(parameter(request, 'email'), body(request, loginPatch)));
  app.post('/control/logins/:email/revoke', (request) => control.revokeAccess(parameter(request, 'email')));
  app.put('/control/logins/:email/permissions/:company', (request) =>
    control.setPermission(parameter(request, 'email'), parameter(request, 'company'), body(request, permission).permission),
  );

  serveLicenseControl(app, control);
}
