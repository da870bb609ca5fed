import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './migrations/schema.sqlite.cjs',
  out: './migrations/sqlite',
  casing: 'snake_case',
})
