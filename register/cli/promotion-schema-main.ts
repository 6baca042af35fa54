import { promotionFileJsonSchema } from '../../domain/promotions/promotion-schema.ts';

// Writes docs/promotions.schema.json: `node register/cli/promotion-schema-main.ts > docs/promotions.schema.json`.
process.stdout.write(`${JSON.stringify(promotionFileJsonSchema(), null, 2)}\n`);
