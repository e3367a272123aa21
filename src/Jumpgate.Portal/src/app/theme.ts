import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A calm, slightly blue grey: surfaces, lines and quiet text in both schemes. */
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e3e7ec',
  '#d3d9e0',
  '#b7c0ca',
  '#8f9aa8',
  '#667180',
  '#4b5563',
  '#353d49',
  '#1f252e',
];

const dark: MantineColorsTuple = [
  '#d7dce3',
  '#b4bcc7',
  '#919baa',
  '#5d6878',
  '#3c4553',
  '#2e3642',
  '#232a34',
  '#1a2029',
  '#141920',
  '#0e1217',
];

/** The one accent. A tenant's branding may replace this scale and nothing else. */
const accent: MantineColorsTuple = [
  '#e3f8fa',
  '#c9edf1',
  '#98dbe3',
  '#62c8d4',
  '#39b7c6',
  '#1fa3b4',
  '#12899a',
  '#0b7285',
  '#085b6a',
  '#03404b',
];

/** Green, amber and red stand for state only; dark enough in the upper shades to be read as text. */
const green: MantineColorsTuple = [
  '#e7f8ec',
  '#d3f2dc',
  '#a5e1b6',
  '#74d08f',
  '#4bbf6d',
  '#2eab54',
  '#1f9447',
  '#15803a',
  '#10682f',
  '#0b5025',
];
const yellow: MantineColorsTuple = [
  '#fff8e1',
  '#ffefc2',
  '#ffe08a',
  '#ffd04f',
  '#fbbf24',
  '#e0a100',
  '#b97d00',
  '#8f5f00',
  '#7a5000',
  '#5f3d00',
];
const red: MantineColorsTuple = [
  '#fdecec',
  '#fbdada',
  '#f3adad',
  '#ec8080',
  '#e35b5b',
  '#d93e3e',
  '#c92a2a',
  '#b02020',
  '#941a1a',
  '#761414',
];

/** The head of a dialog is no banner of the page, of which there is one. */
const plainHeader = { header: { role: 'presentation' } };

export const theme = createTheme({
  colors: { gray, dark, accent, green, yellow, red },
  primaryColor: 'accent',
  primaryShade: 7,
  autoContrast: true,
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  shadows: {
    xs: '0 1px 2px rgb(15 23 42 / 6%), 0 4px 16px rgb(15 23 42 / 6%)',
    sm: '0 1px 2px rgb(15 23 42 / 6%), 0 4px 16px rgb(15 23 42 / 6%)',
    md: '0 1px 2px rgb(15 23 42 / 6%), 0 4px 16px rgb(15 23 42 / 6%)',
    lg: '0 1px 2px rgb(15 23 42 / 6%), 0 4px 16px rgb(15 23 42 / 6%)',
    xl: '0 1px 2px rgb(15 23 42 / 6%), 0 4px 16px rgb(15 23 42 / 6%)',
  },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.5' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', allowDeselect: false } },
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Badge: { defaultProps: { radius: 999 } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, attributes: plainHeader } },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, attributes: plainHeader } },
    Paper: { defaultProps: { radius: 'md' } },
    Table: { defaultProps: { verticalSpacing: 9, horizontalSpacing: 'md' } },
  },
});
