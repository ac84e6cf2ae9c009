import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // Terminals, signals and kills run in real time: on a machine shared with others one may come late. A retried test is
    // reported as such; on a developer's machine it fails.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
});
