import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
    { ignores: ['node_modules'] },
    js.configs.recommended,
    ...ts.configs.strict,
    hooks.configs.flat['recommended-latest'],
    { languageOptions: { globals: { ...globals.browser } } },
    { files: ['scripts/**', '*.config.*'], languageOptions: { globals: { ...globals.node } } },
);
