import tseslint from 'typescript-eslint';

/** Rules of size (a file stops at 300 lines, a function at 70) and of safety (no forgotten promise). */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'prisma/generated/', 'data/', 'test-output/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    // A describe() block is a list of tests, not a function to be kept short.
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
  },
  {
    files: ['flows/**/*.ts', 'bot/**/*.ts', 'prisma/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'a wait is a due row; timers live in scheduler/' },
        { name: 'setInterval', message: 'a wait is a due row; timers live in scheduler/' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'ask scheduler/clock.ts for the time',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'ask scheduler/clock.ts for the time',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'pass randomness in',
        },
      ],
    },
  },
  {
    files: ['bot/config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['bot/**/*.ts', 'flows/**/*.ts', 'scheduler/**/*.ts', 'prisma/**/*.ts'],
    ignores: ['bot/config.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'the environment is read in bot/config.ts only' },
      ],
    },
  },
);
