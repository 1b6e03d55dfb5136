import type { Permission } from '@licet/portal-api';
import type { Fault, FaultInput } from '../faults/faults.ts';
import { present, type Runtime, type WorldOptions } from '../runtime.ts';
import { switchesSchema, type Switches } from '../switches.ts';
import { createCustomer, startOperation } from '../world/company-rules.ts';
import { loadDataset } from '../world/datasets/datasets.ts';
import type { Change } from '../world/license-rules.ts';
import { revokeAccess, renameCompany, reparentCompany, setPermission } from '../world/outside-rules.ts';
import { childrenOf, removeCompany } from '../world/world.ts';
import { findCompany, findLogin } from './find.ts';
import { licenseControl, type LicenseControl } from './license-control.ts';
import type { RequestSummary } from './request-log.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { companyView, loginView, type CompanyView, type LoginView } from './views.ts';

/** Where the portal stands. */
export interface PortalState extends WorldOptions {
  readonly counts: { readonly companies: number; readonly licenses: number; readonly logins: number; readonly faults: number };
  readonly clockOffsetSeconds: number;
}

/**
 * What happens behind the API's back. Companies are named by id, or by name where only one has it; licenses by public id,
 * logins by e-mail. Each function throws `Refusal` for what is not there or not allowed.
 */
export interface Control extends LicenseControl {
  state(): PortalState;
  /** Builds the world anew: sessions go on, faults and switches stay. */
  reset(options?: Partial<WorldOptions>): PortalState;
  switches(): Switches;
  setSwitches(patch: Partial<Switches>): Switches;
  /** Moves the portal's clock against the machine's. */
  setClockOffset(seconds: number): void;
  addFault(fault: FaultInput): Fault;
  faults(): Fault[];
  removeFault(id: number): boolean;
  clearFaults(): void;
  requests(): RequestSummary;
  resetRequests(): void;
  /** Companies right under one, or the roots. */
  companies(parent: string | null): CompanyView[];
  company(company: string): CompanyView;
  createCustomer(parent: string, name: string): CompanyView;
  renameCompany(company: string, name: string): CompanyView;
  moveCompany(company: string, parent: string): CompanyView;
  removeCompany(company: string): void;
  /** At once, while over the API it takes a while. */
  suspendCompany(company: string): CompanyView;
  unsuspendCompany(company: string): CompanyView;
  logins(): LoginView[];
  /** What the login sees, as a file to import elsewhere. */
  snapshot(email: string): Snapshot;
  changeLogin(email: string, change: { readonly password?: string; readonly enabled?: boolean }): LoginView;
  /** Null: inherit from above again. */
  setPermission(email: string, company: string, permission: Permission | null): LoginView;
  revokeAccess(email: string): LoginView;
}

export function createControl(runtime: Runtime): Control {
  const change = (): Change => present(runtime, null);
  const company = (idOrName: string) => findCompany(runtime.world, idOrName);
  const login = (email: string) => findLogin(runtime.world, email);
  const view = (found: ReturnType<typeof company>): CompanyView => companyView(runtime.world, found, change().now, runtime.switches);
  const loginOf = (found: ReturnType<typeof login>): LoginView => loginView(runtime.world, found);
  const state = (): PortalState => {
    const { world, options, clockOffset, faults } = runtime;
    const counts = {
      companies: world.companies.size,
      licenses: world.licenses.size,
      logins: world.loginsByEmail.size,
      faults: faults.list().length,
    };
    return { ...options, counts, clockOffsetSeconds: clockOffset / 1000 };
  };
  const operate = (idOrName: string, kind: 'suspend' | 'unsuspend'): CompanyView => {
    const found = company(idOrName);
    const now = change();
    startOperation({ ...now, switches: { ...now.switches, suspendSeconds: 0 } }, found, kind);
    return view(found);
  };
  return {
    ...licenseControl(runtime, change),
    state,
    reset: (options = {}) => {
      runtime.options = { ...runtime.options, ...options };
      runtime.world = loadDataset(runtime.options.dataset, runtime.options.seed, Date.now() + runtime.clockOffset, runtime.options);
      return state();
    },
    switches: () => ({ ...runtime.switches }),
    setSwitches: (patch) => {
      runtime.switches = switchesSchema.parse({ ...runtime.switches, ...patch });
      return { ...runtime.switches };
    },
    setClockOffset: (seconds) => {
      runtime.clockOffset = seconds * 1000;
    },
    addFault: (fault) => runtime.faults.add(fault),
    faults: () => runtime.faults.list(),
    removeFault: (id) => runtime.faults.remove(id),
    clearFaults: () => runtime.faults.clear(),
    requests: () => runtime.log.summary(),
    resetRequests: () => runtime.log.reset(),
    companies: (parent) => childrenOf(runtime.world, parent === null ? null : company(parent).id).map(view),
    company: (idOrName) => view(company(idOrName)),
    createCustomer: (parent, name) => view(createCustomer(change(), company(parent), { name })),
    renameCompany: (idOrName, name) => {
      const found = company(idOrName);
      renameCompany(change(), found, name);
      return view(found);
    },
    moveCompany: (idOrName, parent) => {
      const found = company(idOrName);
      reparentCompany(change(), found, company(parent));
      return view(found);
    },
    removeCompany: (idOrName) => removeCompany(runtime.world, company(idOrName)),
    suspendCompany: (idOrName) => operate(idOrName, 'suspend'),
    unsuspendCompany: (idOrName) => operate(idOrName, 'unsuspend'),
    logins: () => [...runtime.world.loginsByEmail.values()].map(loginOf),
    snapshot: (email) => takeSnapshot(change(), login(email)),
    changeLogin: (email, { password, enabled }) => {
      const found = login(email);
      if (password !== undefined) found.password = password;
      if (enabled !== undefined) found.enabled = enabled;
      return loginOf(found);
    },
    setPermission: (email, idOrName, permission) => {
      setPermission(runtime.world, login(email), company(idOrName), permission);
      return loginOf(login(email));
    },
    revokeAccess: (email) => {
      revokeAccess(runtime.world, login(email));
      return loginOf(login(email));
    },
  };
}
