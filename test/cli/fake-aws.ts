import { createServer } from "node:http";

export interface FakeAws {
  /** What a program is to have in its environment to ask it. */
  readonly env: Readonly<Record<string, string>>;
  /** What it was told, in order. */
  readonly actions: string[];
  /** The images that it was told to change. */
  readonly touched: string[];
  /** What it says of every image from here on. */
  show(image: string): void;
  /** The launch template that names an image from here on; none. */
  use(template: string | null): void;
  /** The account that it is from here on, and the images that are there; where none are named, any is. */
  be(account: string, images?: readonly string[]): void;
  /** The images of others that are there from here on. */
  offer(...images: readonly string[]): void;
  stop(): void;
}

/** An EC2 and an STS that know every image that they are asked for, and remember what they are told to do. */
export async function startFakeAws(): Promise<FakeAws> {
  const actions: string[] = [];
  const touched: string[] = [];
  let image = "<imageState>available</imageState>";
  let account = "111111111111";
  let images: readonly string[] | null = null;
  let offered: readonly string[] = [];
  let template: string | null = null;
  const answerTo = (words: URLSearchParams): string => {
    const wanted = words.get("Filter.1.Value.1") ?? "";
    switch (words.get("Action")) {
      case "GetCallerIdentity":
        return `<GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult>`;
      case "DescribeImages": {
        const byId = words.get("Filter.1.Name") === "image-id";
        if (image.includes("disabled") && words.get("IncludeDisabled") !== "true") return "<imagesSet/>";
        const found =
          images === null || !byId
            ? byId
              ? [wanted]
              : (images ?? [])
            : [...images, ...offered].filter((id) => id === wanted);
        return `<imagesSet>${found.map((id) => `<item><imageId>${id}</imageId>${image}</item>`).join("")}</imagesSet>`;
      }
      case "DescribeLaunchTemplateVersions": {
        const data = `<launchTemplateData><imageId>${wanted}</imageId></launchTemplateData>`;
        const item = `<item><launchTemplateName>${template}</launchTemplateName>${data}</item>`;
        return `<launchTemplateVersionSet>${template === null ? "" : item}</launchTemplateVersionSet>`;
      }
      default:
        touched.push(words.get("ImageId") ?? "");
        return "<return>true</return>";
    }
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const words = new URLSearchParams(body);
      const action = words.get("Action") ?? "";
      actions.push(action);
      response.setHeader("content-type", "text/xml");
      response.end(
        `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${answerTo(words)}</${action}Response>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-central-1",
    },
    actions,
    touched,
    show: (next) => {
      image = next;
    },
    use: (next) => {
      template = next;
    },
    be: (next, its = []) => {
      account = next;
      images = its;
    },
    offer: (...those) => {
      offered = those;
    },
    stop: () => void server.close(),
  };
}
