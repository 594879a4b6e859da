// The tests in a real browser: one after the other, since they share two processors with servers and browsers.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is on a page comes when it comes.
    expect: { poll: { timeout: 20_000 } },
    reporters: ['verbose'],
  },
});
