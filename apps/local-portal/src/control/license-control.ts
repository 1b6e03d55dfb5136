import type { LicenseType } from '@licet/portal-api';
import type { Runtime } from '../runtime.ts';
import {
  changeProduct,
  convertToFull,
  extendTrial,
  orderLicense,
  suspendLicense,
  unsuspendLicense,
  updateQuantity,
  type Change,
} from '../world/license-rules.ts';
import type { License } from '../world/model.ts';
import { setUsage } from '../world/outside-rules.ts';
import { removeLicense } from '../world/world.ts';
import { findCompany, findLicense } from './find.ts';
import { licenseView, type LicenseView } from './views.ts';

export interface NewLicense {
  readonly productCode: string;
  readonly quantity: number;
  readonly type?: LicenseType;
}

/** The licenses' part of `Control`. The rules are those of the API; only removing and setting the usage are not in it. */
export interface LicenseControl {
  license(publicId: string): LicenseView;
  orderLicense(company: string, order: NewLicense): LicenseView;
  setQuantity(publicId: string, quantity: number): LicenseView;
  /** Of all products of a bundle, or of one. */
  setUsage(publicId: string, usage: number, productCode?: string): LicenseView;
  suspendLicense(publicId: string): LicenseView;
  unsuspendLicense(publicId: string): LicenseView;
  extendTrial(publicId: string): LicenseView;
  convertToFull(publicId: string, quantity: number): LicenseView;
  changeProduct(publicId: string, productCode: string, quantity: number): LicenseView;
  removeLicense(publicId: string): void;
}

export function licenseControl(runtime: Runtime, change: () => Change): LicenseControl {
  const view = (license: License): LicenseView => licenseView(license, change().now, runtime.switches);
  const edit = (publicId: string, act: (license: License, now: Change) => void): LicenseView => {
    const license = findLicense(runtime.world, publicId);
    act(license, change());
    return view(license);
  };
  return {
    license: (publicId) => view(findLicense(runtime.world, publicId)),
    orderLicense: (company, { productCode, quantity, type }) =>
      view(orderLicense(change(), findCompany(runtime.world, company), { productCode, quantity, licenseType: type ?? 'full' })),
    setQuantity: (publicId, quantity) => edit(publicId, (license, now) => updateQuantity(now, license, quantity)),
    setUsage: (publicId, usage, productCode) => edit(publicId, (license) => setUsage(license, usage, productCode)),
    suspendLicense: (publicId) => edit(publicId, (license, now) => suspendLicense(now, license)),
    unsuspendLicense: (publicId) => edit(publicId, (license, now) => unsuspendLicense(now, license)),
    extendTrial: (publicId) => edit(publicId, (license, now) => extendTrial(now, license)),
    convertToFull: (publicId, quantity) => view(convertToFull(change(), findLicense(runtime.world, publicId), quantity)),
    changeProduct: (publicId, productCode, quantity) =>
      edit(publicId, (license, now) => changeProduct(now, license, productCode, quantity)),
    removeLicense: (publicId) => removeLicense(runtime.world, findLicense(runtime.world, publicId)),
  };
}
