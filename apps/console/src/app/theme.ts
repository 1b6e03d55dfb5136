import { createTheme, type CSSVariablesResolver } from '@mantine/core';

const fonts =
  // No `system-ui`: on many Linux desktops it is a wide face that breaks dense tables.
  '"Inter", "Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const monospace = 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace';

/** A list below a field: the focus stays in the field, whatever other popovers do. */
const proposals = { shadow: 'md', trapFocus: false, returnFocus: false };

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    ink: ['#eef2ff', '#dde5ff', '#bfcdff', '#9db2ff', '#7f98fa', '#647fee', '#4c68de', '#3a57c9', '#2f48ab', '#263a88'],
    dark: ['#e4e8ee', '#b4bcc8', '#929cab', '#6b7685', '#3a424e', '#2b323c', '#1d2229', '#14181d', '#0f1216', '#0a0c0f'],
  },
  fontFamily: fonts,
  fontFamilyMonospace: monospace,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontFamily: fonts, fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: proposals } },
    TagsInput: { defaultProps: { size: 'xs', comboboxProps: proposals } },
    MultiSelect: { defaultProps: { size: 'xs', comboboxProps: proposals } },
    Checkbox: { defaultProps: { size: 'xs' }, styles: { label: { fontSize: 13 } } },
    Radio: { defaultProps: { size: 'xs' }, styles: { label: { fontSize: 13 }, description: { fontSize: 12 } } },
    InputWrapper: { styles: { description: { fontSize: 12 } } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', position: 'bottom-start', withinPortal: true } },
    Popover: { defaultProps: { shadow: 'md', position: 'bottom-start', trapFocus: true, returnFocus: true } },
    Tooltip: { defaultProps: { openDelay: 350, multiline: true, maw: 320, withArrow: false } },
    ModalRoot: { defaultProps: { yOffset: '6vh', padding: 'lg', radius: 'md', transitionProps: { duration: 120 } } },
  },
});

/** Mantine's surfaces follow the console's own colours, which live in `theme.css` for both schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-gray-light-color': 'var(--ink-2)',
  };
  return { variables: {}, light: shared, dark: shared };
};
