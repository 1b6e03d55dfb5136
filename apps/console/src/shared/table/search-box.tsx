import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import classes from './search-box.module.css';

interface Props {
  label: string;
  value: string | undefined;
  /** Told a moment after the last letter; undefined for nothing. */
  onChange: (text: string | undefined) => void;
}

/** Words to look for in a list. */
export function SearchBox({ label, value, onChange }: Props) {
  const [text, setText] = useState(value ?? '');
  const find = useDebouncedCallback((words: string) => onChange(words.trim() || undefined), 250);
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <TextInput
      className={classes.box}
      type="search"
      leftSection={<IconSearch size={14} aria-hidden />}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        find(event.currentTarget.value);
      }}
    />
  );
}
