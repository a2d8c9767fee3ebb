import { Hono } from "hono/tiny";
import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import { audienceRoutes, memberRoutes } from "./audience.ts";
import { auditRoutes } from "./audit.ts";
import { couponReportRoutes } from "./coupon-report.ts";
import { couponRoutes, issueRoutes } from "./coupons.ts";
import { decideRoutes } from "./decide.ts";
import { descriptionRoutes } from "./description.ts";
import { differenceRoutes } from "./differences.ts";
import { documentRoutes } from "./documents.ts";
import { exportRoutes } from "./exports.ts";
import { idempotent } from "./idempotent.ts";
import { identityRoutes } from "./identities.ts";
import { eventRoutes } from "./events.ts";
import { installRoutes } from "./install.ts";
import { intakeReportRoutes } from "./intake-report.ts";
import { invitationRoutes } from "./invitations.ts";
import { liveReportRoutes } from "./live-report.ts";
import { keyRoutes } from "./keys.ts";
import { meRoutes } from "./me.ts";
import { noteRoutes } from "./notes.ts";
import { onlyFor } from "./only-for.ts";
import { peopleRoutes } from "./people.ts";
import { orderRoutes, orderSecretRoutes } from "./orders.ts";
import { pinRoutes } from "./pins.ts";
import type { ApiEnv } from "./signed-in.ts";
import { importRoutes } from "./imports.ts";
import { debugRoutes } from "./debug.ts";
import { editRoutes, previewRoutes } from "./preview.ts";
import { profileRoutes } from "./profiles.ts";
import { publishRoutes } from "./publish.ts";
import { erasureRoutes, rightsRoutes } from "./rights.ts";
import { resultLinkRoutes, sharedResultRoutes } from "./result-links.ts";
import { resultRoutes } from "./results.ts";
import { ruleRoutes } from "./rules.ts";
import { sessionRoutes } from "./session.ts";
import { mayChange, onlyFromDashboard, signedIn } from "./signed-in.ts";
import { siteRoutes } from "./sites.ts";
import { userRoutes } from "./users.ts";
import { versionRoutes } from "./versions.ts";

/** The dashboard API, as the table in `contract.ts` describes it. */
export const api = new Hono<ApiEnv>().basePath("/api/v1");

api.use(onlyFromDashboard);
api.route("/openapi.json", descriptionRoutes);
api.route("/session", sessionRoutes);
// Shops' servers sign what they send.
api.route("/orders", orderRoutes);
// A link that was made for it opens one result.
api.route("/shared-result", sharedResultRoutes);
api.use(signedIn);
api.use(idempotent);
api.route("/me", meRoutes);
api.route("/users", userRoutes);
api.route("/invitations", invitationRoutes);
// Whoever may only look does not see who the customers are.
for (const path of ["/profiles/*", "/imports/*", "/reports/identities"])
  api.use(path, onlyFor("owner", "marketer", "care"));
// These only look, though they are asked by POST: a call centre's agent may.
api.route("/segments/audience", audienceRoutes);
api.use("/segments/members", onlyFor("owner", "marketer", "care"));
api.route("/segments/members", memberRoutes);
api.route("/profiles", peopleRoutes);
api.route("/decide", decideRoutes);
api.route("/preview", previewRoutes);
api.route("/debug", debugRoutes);
// Who may change something there is said with each.
api.route("/", identityRoutes);
// Those who serve customers may change nothing else.
api.route("/profiles", rightsRoutes);
api.route("/profiles", noteRoutes);
api.route("/profiles", pinRoutes);
api.route("/erasures", erasureRoutes);
api.route("/coupons", issueRoutes);
api.use(mayChange);
api.route("/edit", editRoutes);
api.route("/order-secrets", orderSecretRoutes);
api.route("/coupons", couponRoutes);
api.route("/reports/coupons", couponReportRoutes);
api.route("/events", eventRoutes);
api.route("/keys", keyRoutes);
api.route("/reports/intake", intakeReportRoutes);
api.route("/reports/live", liveReportRoutes);
api.route("/reports/results", resultRoutes);
api.route("/result-links", resultLinkRoutes);
api.route("/sites", siteRoutes);
api.route("/sites", installRoutes);
api.route("/rules", ruleRoutes);
api.route("/profiles", profileRoutes);
api.route("/imports", importRoutes);
api.route("/exports", exportRoutes);
api.route("/publish", publishRoutes);
api.route("/differences", differenceRoutes);
api.route("/versions", versionRoutes);
api.route("/audit", auditRoutes);
api.route("/", documentRoutes);

api.notFound((context) =>
  errorAnswer(
    new AnswerError("not_found", "There is nothing at this address."),
    requestIdOf(context.req.raw),
  ),
);
api.onError((error, context) => errorAnswer(error, requestIdOf(context.req.raw)));
