import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type TemplateName, templateNames } from './report-templates.ts';
import classes from './reports.module.css';

interface Props {
  chosen: TemplateName;
  onChange: (template: TemplateName) => void;
}

/** What a new report begins with. */
export function TemplateChoice({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      size="xs"
      label={t('reports.template')}
      value={chosen}
      onChange={(value) => onChange(templateNames.find((name) => name === value) ?? chosen)}
    >
      <div className={classes.templates}>
        {templateNames.map((name) => (
          <Radio.Card key={name} value={name} className={classes.template} aria-label={t(`reports.templates.${name}`)}>
            <Radio.Indicator size="xs" />
            <span>
              {t(`reports.templates.${name}`)}
              <span className={classes.note}>{t(`reports.templateTexts.${name}`)}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

/** What templates name the reports made of them. */
export function useTemplateNames(): Record<TemplateName, string> {
  const { t } = useTranslation();
  return {
    'by-license-user': t('reports.templates.by-license-user'),
    expiring: t('reports.templates.expiring'),
    'over-used': t('reports.templates.over-used'),
    empty: '',
  };
}
