import type { LicenseRow } from '@licet/contract';
import { Button, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { tagsQuery } from './licenses-queries.ts';
import classes from './tags.module.css';

interface Props {
  row: Pick<LicenseRow, 'licenseId' | 'tags'>;
  onDone: () => void;
}

export function TagsEditor({ row, onDone }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [tags, setTags] = useState(row.tags);
  const save = useMutation({
    mutationFn: () => call(doors.licenses.setTags, { params: { id: row.licenseId }, body: { tags } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['licenses'] });
      void queries.invalidateQueries({ queryKey: ['tags'] });
      notifyDone(t('tags.saved'));
      onDone();
    },
  });
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TagField autoFocus label={t('columns.tags')} tags={tags} onChange={setTags} />
      {save.error && <ProblemNote error={save.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('tags.save')}
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  tags: string[];
  onChange: (tags: string[]) => void;
  autoFocus?: boolean;
}

/** A field for tags that proposes those in use. A comma ends a tag, as it does in lists of tags everywhere. */
export function TagField({ label, tags, onChange, autoFocus = false }: FieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const { data = [] } = useQuery(tagsQuery(asked));
  return (
    <TagsInput
      label={label}
      autoFocus={autoFocus}
      placeholder={t('tags.placeholder')}
      value={tags}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
      // Proposed while one types: an open list would hide the buttons below, and take Escape before the dialog does.
      openOnFocus={false}
      data={text.trim() === '' ? [] : data.map(({ tag }) => tag)}
      maxTags={50}
      splitChars={[',']}
      maxDropdownHeight={200}
      acceptValueOnBlur
    />
  );
}
