import { notFound, invalid } from '../refusal.ts';
import type { Company, License, Login, World } from '../world/model.ts';

/** A company by its id, or by its name where only one is called so: tests and people know names. */
export function findCompany(world: World, idOrName: string): Company {
  const byId = world.companies.get(idOrName.toLowerCase());
  if (byId) return byId;
  const named = [...world.companies.values()].filter((company) => company.name === idOrName);
  if (named.length > 1) throw invalid('company', `${named.length} companies are called ${idOrName}: use the id.`);
  return named[0] ?? missing(`There is no company ${idOrName}.`);
}

export function findLicense(world: World, publicId: string): License {
  return world.licenses.get(publicId.toUpperCase()) ?? missing(`There is no license ${publicId}.`);
}

export function findLogin(world: World, email: string): Login {
  return world.loginsByEmail.get(email.toLowerCase()) ?? missing(`There is no login ${email}.`);
}

function missing(message: string): never {
  throw notFound(message);
}
