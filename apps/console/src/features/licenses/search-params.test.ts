import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../shared/address-text.ts';
import { isFiltered, readLicenseSearch, toLicenseFilter } from './search-params.ts';

describe('the address of License Management', () => {
  it('is empty for the plain list', () => {
    expect(readLicenseSearch({})).toEqual({});
    expect(isFiltered({})).toBe(false);
  });

  it('comes back whole', () => {
    const search = readLicenseSearch(
      readAddress(
        '?view=licenses&company=7&q=abc&state=error&state=warning&use=over&tag=VIP&from=2026-01-01&to=2026-02-01&sort=expires&order=desc&page=3&size=100&columns=product&columns=units&open=12&asOf=2026-11-01T10:00:00.000Z',
      ),
    );
    expect(search).toMatchObject({ view: 'licenses', state: ['error', 'warning'], page: 3, size: 100, columns: ['product', 'units'] });
    expect(readLicenseSearch(readAddress(writeAddress({ ...search })))).toEqual(search);
  });

  it('drops what nobody understands', () => {
    expect(
      readLicenseSearch({ state: 'broken', use: 'all', company: 'x', page: '-1', size: '7', asOf: 'yesterday', columns: 'nothing' }),
    ).toEqual({});
  });

  it('sorts pools by what pools have', () => {
    expect(readLicenseSearch({ sort: 'expires' })).toEqual({});
    expect(readLicenseSearch({ sort: 'name' })).toEqual({ sort: 'name' });
    expect(readLicenseSearch({ view: 'licenses', sort: 'name' })).toEqual({ view: 'licenses' });
  });

  it('becomes the filter of the API; a picked company narrows the scope', () => {
    expect(toLicenseFilter({ user: ['site'], from: '2026-01-01' }, '5')).toEqual({
      licenseUserKind: ['site'],
      expiresFrom: '2026-01-01',
      companyId: '5',
    });
    expect(toLicenseFilter({ company: '9' }, '5')).toEqual({ companyId: '9' });
  });
});
