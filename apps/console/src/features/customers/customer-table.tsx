import type { Customer } from '@licet/contract';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NotKept } from '../../shared/as-of/not-kept.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { CustomerMenu } from './customer-menu.tsx';
import classes from './customers-page.module.css';
import { SetupMark } from './setup-mark.tsx';

const figures = ['licenses', 'users', 'installers', 'computers'] as const;

interface Props {
  customers: Customer[];
  /** The rows are of the filter before, while those of the new one are on their way. */
  old: boolean;
  /** The moment that they are shown as of: nothing is done to them then. */
  asOf: string | undefined;
  selection: ReadonlyMap<string, Customer>;
  onSelection: (selection: ReadonlyMap<string, Customer>) => void;
}

export function CustomerTable({ customers, old, asOf, selection, onSelection }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const ticked = customers.filter((one) => selection.has(one.id)).length;
  const toggle = (some: Customer[], on: boolean) => {
    const next = new Map(selection);
    for (const one of some)
      if (on) next.set(one.id, one);
      else next.delete(one.id);
    onSelection(next);
  };
  return (
    <table className={classes.table} data-old={old || undefined}>
      <thead>
        <tr>
          {!asOf && (
            <th scope="col" className={classes.tick}>
              <Checkbox
                aria-label={t('selection.allShown')}
                checked={ticked === customers.length}
                indeterminate={ticked > 0 && ticked < customers.length}
                onChange={() => toggle(customers, ticked < customers.length)}
              />
            </th>
          )}
          <th scope="col">{t('customers.columns.name')}</th>
          <th scope="col">{t('customers.columns.setup')}</th>
          {figures.map((name) => (
            <th key={name} scope="col" className={classes.number}>
              {t(`customers.columns.${name}`)}
            </th>
          ))}
          <th scope="col">{t('customers.columns.since')}</th>
          <th scope="col" aria-label={t('actions.label')} />
        </tr>
      </thead>
      <tbody>
        {customers.map((one) => (
          <tr key={one.id} data-selected={selection.has(one.id) || undefined}>
            {!asOf && (
              <td className={classes.tick}>
                <Checkbox
                  aria-label={t('selection.one', { name: one.name })}
                  checked={selection.has(one.id)}
                  onChange={() => toggle([one], !selection.has(one.id))}
                />
              </td>
            )}
            <td>
              <Link to="/computers" search={{ group: one.group.id, ...(asOf ? { asOf } : {}) }} className={classes.name}>
                {one.name}
              </Link>
              {one.parent && <span className={classes.parent}>{one.parent}</span>}
            </td>
            <td>{one.setup === null ? <NotKept /> : <SetupMark state={one.setup} />}</td>
            {figures.map((name) => (
              <td key={name} className={classes.number}>
                {one[name] === null ? <NotKept /> : format.number(one[name])}
              </td>
            ))}
            <td className={classes.since} title={format.moment(one.since)}>
              {format.ago(one.since)}
            </td>
            <td className={classes.number}>
              <CustomerMenu
                group={{ id: one.group.id, name: one.name, setup: one.setup, kind: 'customer' }}
                companyId={one.id}
                past={asOf !== undefined}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
