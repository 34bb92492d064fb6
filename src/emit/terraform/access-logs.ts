import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import type { BalancerPlan } from "../../plan/model.ts";
import { accountId, partition, region } from "./account.ts";
import { type Address, dependency, jsonTemplate, reference, template } from "./expression.ts";
import { awsName, identifier } from "./names.ts";
import { environmentOrigin } from "./origin.ts";
import { at, declare, digestOf, readableOf, type Scope } from "./scope.ts";

/** The bucket of a balancer's access logs and the policy that lets the balancer write there. */
export interface AccessLogs {
  readonly bucket: Address;
  readonly policy: Address;
}

/** A private, encrypted bucket that forgets after `keepLogs`. SSE-S3, as ALB writes with no other key. */
export function declareAccessLogs(scope: Scope, plan: BalancerPlan): AccessLogs {
  const place = at(scope, identifier(plan.name), `${environmentOrigin(scope)}/balancers/${plan.name}/keep_logs`);
  const bucket = declare(place, S3Bucket, { bucket: bucketName(scope, plan) });
  const name = template(`${bucket}.bucket`);
  const closed = declare(place, S3BucketPublicAccessBlock, {
    bucket: name,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  declare(place, S3BucketOwnershipControls, {
    bucket: name,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  declare(place, S3BucketServerSideEncryptionConfigurationA, {
    bucket: name,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  declare(place, S3BucketLifecycleConfiguration, {
    bucket: name,
    rule: [
      {
        id: "expire",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: Math.ceil(plan.keepLogs / millisecondsPerDay) }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
      },
    ],
  });
  const policy = declare(place, S3BucketPolicy, {
    bucket: name,
    policy: bucketPolicy(scope, bucket),
    // AWS refuses two changes of a bucket's access at once.
    dependsOn: [dependency(closed)],
  });
  return { bucket, policy };
}

// Bucket names are one name space for all of AWS: the account id is what nobody else has.
function bucketName(scope: Scope, plan: BalancerPlan): string {
  const digest = digestOf(scope, "access-logs", plan.name);
  const start = awsName(63 - 13, readableOf(scope, plan.name), digest, "logs").toLowerCase();
  return `${start}-${accountId(scope)}`;
}

function bucketPolicy(scope: Scope, bucket: Address): string {
  const arn = `\${${bucket}.arn}`;
  const balancers = `arn:${partition}:elasticloadbalancing:${region(scope)}:${accountId(scope)}:loadbalancer/*`;
  return jsonTemplate({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: reference(`${arn}/AWSLogs/${accountId(scope)}/*`),
        Condition: { ArnLike: { "aws:SourceArn": reference(balancers) } },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [reference(arn), reference(`${arn}/*`)],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

const millisecondsPerDay = 86_400_000;
