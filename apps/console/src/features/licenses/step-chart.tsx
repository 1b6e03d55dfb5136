import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import classes from './step-chart.module.css';
import type { UnitStep } from './unit-steps.ts';

const WIDTH = 400;
const HEIGHT = 120;
const PAD = { left: 36, right: 8, top: 8, bottom: 20 };

/** Ordered and used units over time. Both hold until the next change, so the line goes in steps. */
export function StepChart({ steps, now = Date.now() }: { steps: UnitStep[]; now?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = steps[0]?.at ?? now;
  const top = Math.max(1, ...steps.flatMap((step) => [step.quantity ?? 0, step.usage ?? 0]));
  const x = (at: number) => PAD.left + ((at - first) / Math.max(1, now - first)) * (WIDTH - PAD.left - PAD.right);
  const y = (value: number) => HEIGHT - PAD.bottom - (value / top) * (HEIGHT - PAD.top - PAD.bottom);
  const path = (field: 'quantity' | 'usage') => {
    let drawn = '';
    let down = false;
    steps.forEach((step, at) => {
      const value = step[field];
      const end = x(steps[at + 1]?.at ?? now);
      if (value !== null) drawn += `${down ? 'L' : 'M'}${x(step.at)} ${y(value)}H${end}`;
      down = value !== null;
    });
    return drawn;
  };
  const last = steps.at(-1);
  return (
    <figure className={classes.chart}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('chart.label', { ordered: format.number(last?.quantity ?? null), used: format.number(last?.usage ?? null) })}
      >
        {[0, top].map((value) => (
          <g key={value}>
            <line x1={PAD.left} x2={WIDTH - PAD.right} y1={y(value)} y2={y(value)} className={classes.grid} />
            <text x={PAD.left - 6} y={y(value) + 4} textAnchor="end">
              {format.number(value)}
            </text>
          </g>
        ))}
        <path d={path('quantity')} className={classes.ordered} />
        <path d={path('usage')} className={classes.used} />
        <text x={PAD.left} y={HEIGHT - 4}>
          {format.day(new Date(first).toISOString().slice(0, 10))}
        </text>
        <text x={WIDTH - PAD.right} y={HEIGHT - 4} textAnchor="end">
          {t('chart.now')}
        </text>
      </svg>
      <figcaption>
        <span className={classes.keyOrdered}>{t('chart.ordered')}</span>
        <span className={classes.keyUsed}>{t('chart.used')}</span>
      </figcaption>
    </figure>
  );
}
