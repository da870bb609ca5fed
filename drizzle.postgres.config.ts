import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './migrations/schema.postgres.cjs',
  out: './migrations/postgres',
  casing: 'snake_case',
})
