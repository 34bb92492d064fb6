/** A project that needs no base image, so that what is said about it is about its lock. */
export const projectWithoutImages = "project shop {}\n";

/** A lock that pins one base. */
export const wholeLock = `{
  "bases": [
    {
      "architecture": "x86_64",
      "created": "2026-01-14T09:30:00.000Z",
      "id": "ami-0123456789abcdef0",
      "name": "debian-12-amd64-20260114",
      "owner": "136693071363",
      "pattern": "debian-12-amd64-*",
      "region": "eu-central-1"
    }
  ],
  "toolchain": {},
  "version": 1
}
`;
