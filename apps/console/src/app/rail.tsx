import type { Me } from '@licet/contract';
import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import mark from './mark.svg';
import { placesFor } from './places.ts';
import classes from './rail.module.css';

interface Props {
  me: Me;
  collapsed: boolean;
  onToggle: () => void;
}

export function Rail({ me, collapsed, onToggle }: Props) {
  const { t } = useTranslation();
  const ToggleIcon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggle = collapsed ? t('frame.expandRail') : t('frame.collapseRail');
  return (
    <nav className={classes.rail} aria-label={t('frame.navigation')}>
      <Link to="/" search={{}} className={classes.brand} aria-label={t('frame.home')}>
        <img src={mark} alt="" width={24} height={24} />
        <span className={classes.label}>Licet</span>
      </Link>
      <ul className={classes.places}>
        {placesFor(me).map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <Tooltip label={t(`places.${name}`)} position="right" disabled={!collapsed}>
              <Link
                to={to}
                className={classes.place}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                activeProps={{ 'data-current': true, 'aria-current': 'page' }}
              >
                <Icon size={18} stroke={1.7} aria-hidden />
                <span className={classes.label}>{t(`places.${name}`)}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Tooltip label={toggle} position="right" disabled={!collapsed}>
        <button type="button" className={classes.toggle} onClick={onToggle} aria-label={toggle}>
          <ToggleIcon size={18} stroke={1.7} aria-hidden />
          <span className={classes.label}>{toggle}</span>
        </button>
      </Tooltip>
    </nav>
  );
}
