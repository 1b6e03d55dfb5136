import type { Answer, licenses } from '@licet/contract';
import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../shared/facts.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { Expiry } from '../../shared/words/expiry.tsx';
import { LicenseUser } from '../../shared/words/license-user.tsx';
import { StateMark } from '../../shared/words/state-mark.tsx';
import { UnitsBar } from '../../shared/words/units-bar.tsx';
import { WhoButton } from '../access/who-button.tsx';
import { groupName } from '../groups/group-name.ts';
import classes from './license-drawer.module.css';
import { TagsEditor } from './tags-editor.tsx';
import tagClasses from './tags.module.css';

type License = Answer<typeof licenses.show>;

export function LicenseDetails({ license }: { license: License }) {
  const { t } = useTranslation();
  const [tagging, setTagging] = useState(false);
  const [row] = license.rows;
  if (!row) return null;
  const users = new Set(license.rows.map((one) => one.licenseUser.name));
  return (
    <div className={classes.sections}>
      <WhoButton kind="license" id={row.licenseId} name={row.publicId ?? row.productName} />
      <section>
        <h3>{row.bundleName ? t('drawer.bundleParts') : t('drawer.units')}</h3>
        {license.rows.map((one) => (
          <LicensePart key={one.id} row={one} withUser={users.size > 1} />
        ))}
      </section>
      <section>
        <h3>{t('drawer.facts')}</h3>
        <Facts
          rows={[
            [t('columns.state'), <StateMark key="state" state={row.state} />],
            [t('columns.type'), t(`licenseTypes.${row.type}`)],
            [t('columns.expires'), <Expiry key="expires" day={row.expires} />],
            [t('columns.licenseUser'), <LicenseUser key="user" {...row.licenseUser} />],
            [t('columns.accessGroup'), groupName(row.accessGroup, t)],
            ...(row.accounts.length ? [[t('columns.account'), row.accounts.join(', ')] as const] : []),
            [t('drawer.productCode'), <code key="code">{row.productCode}</code>],
            ...(license.successorOf ? [[t('drawer.successorOf'), <code key="of">{license.successorOf}</code>] as const] : []),
            ...(license.succeededBy ? [[t('drawer.succeededBy'), <code key="by">{license.succeededBy}</code>] as const] : []),
          ]}
        />
      </section>
      <section>
        <h3>{t('columns.tags')}</h3>
        {tagging ? (
          <TagsEditor row={row} onDone={() => setTagging(false)} />
        ) : (
          <div className={tagClasses.list}>
            {row.tags.map((tag) => (
              <span key={tag} className={tagClasses.tag}>
                {tag}
              </span>
            ))}
            {row.tags.length === 0 && <span>{t('tags.none')}</span>}
            {row.can.editTags && (
              <Button variant="subtle" size="compact-xs" leftSection={<IconPencil size={13} />} onClick={() => setTagging(true)}>
                {t('tags.edit')}
              </Button>
            )}
          </div>
        )}
      </section>
    </div>
  );
}

interface PartProps {
  row: License['rows'][number];
  /** Several license users share the license: each part says whose it is. */
  withUser: boolean;
}

function LicensePart({ row, withUser }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const says = (reading: typeof row.usage) =>
    reading.readAt && reading.source
      ? t('readings.saysAgo', {
          source: t(`readings.sources.${reading.source}`),
          at: format.moment(reading.readAt),
          ago: format.ago(reading.readAt),
        })
      : t('units.notRead');
  return (
    <div className={classes.part}>
      <div className={classes.partHead}>
        <span className={classes.partName}>
          {row.productName}
          {withUser && <span className={classes.partNote}>{row.licenseUser.name}</span>}
        </span>
        <UnitsBar quantity={row.quantity.value} usage={row.usage.value} />
      </div>
      <p className={classes.readings}>
        <span>{t('readings.ordered', { says: says(row.quantity) })}</span>
        <span>{t('readings.used', { says: says(row.usage) })}</span>
      </p>
    </div>
  );
}
