import type { Answer, syncRuns } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** What becomes of one installer, and which license follows its own. */
export function InstallerTouch({ touch }: { touch: Answer<typeof syncRuns.touches>['installers'][number] }) {
  const { t } = useTranslation();
  const { effect, breakage, replaced, successor } = touch;
  const name = successor && (successor.publicId ?? successor.productName);
  return (
    <li>
      <Link to="/installers" search={{ open: touch.id }}>
        {touch.name}
      </Link>
      <span>
        <span data-tone={effect === 'works' ? 'good' : 'bad'}>
          {effect === 'works' || !breakage ? t('touches.works') : t('touches.breaks', { why: t(`breakages.${breakage}`) })}
        </span>
        {replaced && <span>{name ? t('touches.successor', { name }) : t('touches.replaced')}</span>}
      </span>
    </li>
  );
}
