import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { body, parameter } from './body.ts';
import type { Control } from './control.ts';

const units = z.int().nonnegative();
const order = z.strictObject({
  company: z.string(),
  productCode: z.string(),
  quantity: units,
  type: z.enum(['full', 'trial']).exactOptional(),
});
const patch = z.strictObject({ quantity: units.exactOptional(), usage: units.exactOptional(), productCode: z.string().exactOptional() });
const convert = z.strictObject({ quantity: units });
const productChange = z.strictObject({ productCode: z.string(), quantity: units });

/** The licenses' part of the control API. */
export function serveLicenseControl(app: FastifyInstance, control: Control): void {
  app.post('/control/licenses', (request) => {
    const { company, ...license } = body(request, order);
    return control.orderLicense(company, license);
  });
  app.get('/control/licenses/:publicId', (request) => control.license(parameter(request, 'publicId')));
  app.patch('/control/licenses/:publicId', (request) => {
    const publicId = parameter(request, 'publicId');
    const { quantity, usage, productCode } = body(request, patch);
    if (quantity !== undefined) control.setQuantity(publicId, quantity);
    if (usage !== undefined) control.setUsage(publicId, usage, productCode);
    return control.license(publicId);
  });
  app.delete('/control/licenses/:publicId', (request) => {
    control.removeLicense(parameter(request, 'publicId'));
    return control.state();
  });
  app.post('/control/licenses/:publicId/suspend', (request) => control.suspendLicense(parameter(request, 'publicId')));
  app.post('/control/licenses/:publicId/unsuspend', (request) => control.unsuspendLicense(parameter(request, 'publicId')));
  app.post('/control/licenses/:publicId/extend-trial', (request) => control.extendTrial(parameter(request, 'publicId')));
  app.post('/control/licenses/:publicId/convert', (request) =>
    control.convertToFull(parameter(request, 'publicId'), body(request, convert).quantity),
  );
  app.post('/control/licenses/:publicId/change-product', (request) => {
    const { productCode, quantity } = body(request, productChange);
    return control.changeProduct(parameter(request, 'publicId'), productCode, quantity);
  });
}
