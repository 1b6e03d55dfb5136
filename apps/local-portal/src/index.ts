export type { Control, PortalState } from './control/control.ts';
export type { NewLicense } from './control/license-control.ts';
export type { LoggedRequest, RequestSummary } from './control/request-log.ts';
export type { CompanyView, LicenseView, LoginView } from './control/views.ts';
export type { Fault, FaultInput } from './faults/faults.ts';
export { startPortal, type Portal, type PortalOptions } from './portal.ts';
export type { Switches } from './switches.ts';
export type { World } from './world/model.ts';
