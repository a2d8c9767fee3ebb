/**
 * `node server.ts --port 3000`: a Vendure shop with a small catalogue, which forgets everything when it ends. It says
 * where it answers once it does. On SIGINT and SIGTERM Vendure closes by itself.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  bootstrap,
  DefaultLogger,
  dummyPaymentHandler,
  type InitialData,
  LanguageCode,
  LogLevel,
  type VendureConfig,
} from "@vendure/core";
import { populate } from "@vendure/core/cli/index.js";
import { owner } from "./owner.ts";

// A test tells nobody about itself.
process.env["VENDURE_DISABLE_TELEMETRY"] = "true";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });

const config: VendureConfig = {
  apiOptions: { hostname: "127.0.0.1", port: Number(values.port), cors: false },
  // Browsers carry the session in a cookie, whoever administers the shop in a header.
  authOptions: {
    tokenMethod: ["bearer", "cookie"],
    cookieOptions: { secret: "only for tests" },
    superadminCredentials: owner,
  },
  dbConnectionOptions: { type: "sqljs", synchronize: true },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  // Its warnings are about what a shop on the internet must not do.
  logger: new DefaultLogger({ level: LogLevel.Error }),
};

const initialData: InitialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: "Europe",
  countries: [{ name: "Germany", code: "DE", zone: "Europe" }],
  taxRates: [{ name: "Standard", percentage: 20 }],
  shippingMethods: [{ name: "Parcel", price: 395 }],
  paymentMethods: [
    {
      name: "Dummy",
      handler: {
        code: dummyPaymentHandler.code,
        arguments: [{ name: "automaticSettle", value: "true" }],
      },
    },
  ],
  collections: [],
};

const products = fileURLToPath(new URL("products.csv", import.meta.url));
const app = await populate(() => bootstrap(config), initialData, products);
const { port } = app.getHttpServer().address() as { port: number };
console.log(`Vendure answers at http://127.0.0.1:${port}`);
