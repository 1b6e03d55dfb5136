import type { Setup } from '@licet/contract';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { isWorking } from './customers-queries.ts';

/** The way back to batches that one has left. */
export function RecentSetups({ batches }: { batches: Setup[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const working = batches.filter(isWorking).length;
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconHistory size={15} />} rightSection={<IconChevronDown size={14} />}>
          {working > 0 ? t('batches.working', { count: working }) : t('batches.recent')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {batches.map((batch) => (
          <Menu.Item key={batch.id} renderRoot={(props) => <Link to="/setups/$setupId" params={{ setupId: batch.id }} {...props} />}>
            {t('batches.line', {
              kind: t(`batches.kinds.${batch.kind}`),
              ago: format.ago(batch.startedAt),
              done: format.number(batch.done),
              total: format.number(batch.total),
            })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
