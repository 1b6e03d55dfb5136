import { Radio } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { accessFunctions, accessLevels } from '../../shared/words/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { mayGive, type RightsDraft } from './rights-draft.ts';
import classes from './sets.module.css';

interface Props {
  draft: RightsDraft;
  disabled: boolean;
  onChange: (draft: RightsDraft) => void;
}

/** A row for each function, a column for each level. What the user does not hold cannot be chosen. */
export function RightsMatrix({ draft, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const id = useId();
  return (
    <table className={classes.matrix} aria-label={t('sets.matrix')}>
      <thead>
        <tr>
          <th scope="col">{t('sets.function')}</th>
          <th scope="col">{t('sets.none')}</th>
          {accessLevels.map((level) => (
            <th key={level} scope="col">
              {t(`levels.${level}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accessFunctions.map((name) => {
          const word = t(`functions.${name}`);
          return (
            <tr key={name}>
              <th scope="row">
                {word}
                <span>{t(`functionTexts.${name}`)}</span>
              </th>
              <td>
                <Radio
                  name={`${id}-${name}`}
                  aria-label={t('rights.one', { function: word, level: t('sets.none') })}
                  checked={draft[name] === undefined}
                  disabled={disabled}
                  onChange={() => onChange({ ...draft, [name]: undefined })}
                />
              </td>
              {accessLevels.map((level) => (
                <td key={level} data-chosen={draft[name] === level || undefined}>
                  <Radio
                    name={`${id}-${name}`}
                    aria-label={t('rights.one', { function: word, level: t(`levels.${level}`) })}
                    checked={draft[name] === level}
                    disabled={disabled || (draft[name] !== level && !mayGive(level, me.rights[name]))}
                    onChange={() => onChange({ ...draft, [name]: level })}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
