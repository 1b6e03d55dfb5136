import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldText } from '../../shared/fold-text.ts';
import { useFormat } from '../../shared/use-format.ts';
import classes from './filters.module.css';

interface Choice {
  value: string;
  label: string;
  /** How many there are. */
  count?: number;
}

interface Props {
  label: string;
  choices: Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Where the server finds them: told what was typed. */
  onFind?: (text: string) => void;
}

const SHOWN = 100;

/** Several of a list, by ticking; long lists by typing. */
export function ChoiceList({ label, choices, chosen, onChange, onFind }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const found = onFind ? choices : choices.filter((choice) => foldText(choice.label).includes(foldText(text)));
  return (
    <div className={classes.choices}>
      {(choices.length > 8 || onFind) && (
        <TextInput
          data-autofocus
          aria-label={t('filters.find')}
          placeholder={t('filters.find')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            onFind?.(event.currentTarget.value);
          }}
        />
      )}
      <Checkbox.Group value={[...chosen]} onChange={onChange} aria-label={label}>
        <div className={classes.options}>
          {found.slice(0, SHOWN).map(({ value, label: name, count }) => (
            <div key={value} className={classes.option}>
              <Checkbox value={value} label={name} />
              {count !== undefined && <span>{format.number(count)}</span>}
            </div>
          ))}
          {found.length === 0 && <p className={classes.none}>{t('filters.none')}</p>}
        </div>
      </Checkbox.Group>
    </div>
  );
}
