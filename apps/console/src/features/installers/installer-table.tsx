import type { Installer } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import table from '../../shared/table/list-table.module.css';
import base from '../../shared/table/table.module.css';
import { groupName } from '../groups/group-name.ts';
import { InstallerState } from './installer-state.tsx';
import { useEndWords, useLicenseWords, Uses } from './installer-words.tsx';

interface Props {
  rows: Installer[];
  old: boolean;
  open: string | undefined;
  onOpen: (id: string) => void;
}

const columns = { name: 200, group: 160, license: 190, state: 180, uses: 120, ends: 190, keptIn: 150 } as const;
const names = Object.keys(columns) as (keyof typeof columns)[];
const width = Object.values(columns).reduce((sum, one) => sum + one, 0);

export function InstallerTable({ rows, old, open, onOpen }: Props) {
  const { t } = useTranslation();
  const endWords = useEndWords();
  const licenseWords = useLicenseWords();
  return (
    <table
      className={`${base.table} ${table.table}`}
      style={{ minWidth: width }}
      data-old={old || undefined}
      aria-busy={old}
      aria-label={t('places.installers')}
    >
      <colgroup>
        {names.map((name) => (
          <col key={name} style={{ width: columns[name] }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" data-number={name === 'uses' || undefined}>
              {t(`installers.columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const [end, license] = [endWords(row), licenseWords(row)];
          return (
            <tr key={row.id} aria-current={row.id === open || undefined} data-picked={row.id === open || undefined}>
              <td>
                <button type="button" className={table.open} onClick={() => onOpen(row.id)} title={row.name}>
                  <span className={table.cut}>{row.name}</span>
                </button>
              </td>
              <td>
                <span className={table.cut} title={groupName(row.group, t)}>
                  {groupName(row.group, t)}
                </span>
              </td>
              <td>
                <span className={table.cut} title={license.name}>
                  {license.name}
                </span>
                {license.note && <span className={table.note}>{license.note}</span>}
              </td>
              <td>
                <InstallerState state={row.state} />
                {row.state === 'broken' && row.breakage && (
                  <span className={table.note} title={t(`breakages.${row.breakage}`)}>
                    {t(`breakages.${row.breakage}`)}
                  </span>
                )}
              </td>
              <td data-number>
                <Uses installer={row} />
              </td>
              <td>
                <span className={table.cut}>{end.at}</span>
                <span className={table.note} title={end.by}>
                  {end.by}
                </span>
              </td>
              <td>
                <span className={table.cut} title={groupName(row.accessGroup, t)}>
                  {groupName(row.accessGroup, t)}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
