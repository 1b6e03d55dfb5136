import type { Me } from '@licet/contract';
import {
  IconBell,
  IconBinaryTree2,
  IconBuildings,
  IconCertificate,
  IconFileText,
  IconKey,
  IconLayoutDashboard,
  IconPackage,
  IconRefresh,
  IconReportAnalytics,
  IconSettings,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react';
import { holds } from '../features/session/rights.ts';

const all = [
  { to: '/', name: 'overview', icon: IconLayoutDashboard, shown: () => true },
  { to: '/licenses', name: 'licenses', icon: IconKey, shown: (me: Me) => holds(me, 'licenses') },
  { to: '/computers', name: 'computers', icon: IconBinaryTree2, shown: (me: Me) => holds(me, 'groups-and-computers') },
  { to: '/customers', name: 'customers', icon: IconBuildings, shown: (me: Me) => me.msp && holds(me, 'groups-and-computers', 'write') },
  { to: '/sync-runs', name: 'synchronization', icon: IconRefresh, shown: (me: Me) => me.msp && holds(me, 'portal-accounts') },
  { to: '/installers', name: 'installers', icon: IconPackage, shown: (me: Me) => holds(me, 'installers') },
  { to: '/reports', name: 'reports', icon: IconReportAnalytics, shown: (me: Me) => holds(me, 'reports') },
  { to: '/users', name: 'users', icon: IconUsers, shown: (me: Me) => holds(me, 'users') },
  { to: '/permission-sets', name: 'permissionSets', icon: IconShieldLock, shown: (me: Me) => holds(me, 'permission-sets') },
  { to: '/certificates', name: 'certificates', icon: IconCertificate, shown: (me: Me) => holds(me, 'certificates') },
  { to: '/notifications', name: 'notifications', icon: IconBell, shown: (me: Me) => holds(me, 'notifications') },
  { to: '/audit', name: 'audit', icon: IconFileText, shown: (me: Me) => holds(me, 'audit') },
  { to: '/settings', name: 'settings', icon: IconSettings, shown: (me: Me) => holds(me, 'settings') },
] as const;

/** The screens that the user may go to, in the order of the rail. */
export function placesFor(me: Me) {
  return all.filter((place) => place.shown(me));
}
