module.exports = require('../src/store/tables.ts').sqliteTables
