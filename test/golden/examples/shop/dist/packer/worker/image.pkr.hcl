# Image worker of project shop, written by immuc. Change its source, not this file.
# Fingerprint 9f4486548196c73da323eeab20cc72a143ff6faff41b7499f346ee17ea311f2e

locals {
  tags = {
    "Name"             = "shop-worker-9f4486548196"
    "Owner"            = "shop-team"
    "immu:commit"      = var.commit
    "immu:fingerprint" = "9f4486548196c73da323eeab20cc72a143ff6faff41b7499f346ee17ea311f2e"
    "immu:image"       = "worker"
    "immu:project"     = "shop"
  }
}

source "amazon-ebs" "image" {
  ami_name      = "shop-worker-9f4486548196"
  region        = "eu-west-1"
  instance_type = "t4g.medium"
  subnet_id     = var.subnet_id

  # Pinned by immu.lock: ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20260911
  source_ami = "ami-0c1f7b7eb05c17ca5"

  # Session Manager carries the connection: no port is open to anyone, and the key lives as long as the bake. The
  # machine needs a way out to AWS Systems Manager: a public subnet of the default VPC has one, as has a private one with
  # NAT or endpoints; so whether it gets a public address is the subnet's choice.
  communicator            = "ssh"
  ssh_interface           = "session_manager"
  ssh_username            = "ubuntu"
  ssh_timeout             = "15m"
  temporary_key_pair_type = "ed25519"
  user_data_file          = "${path.root}/files/agent.sh"

  # All that the bake machine may do in AWS: answer Session Manager.
  temporary_iam_instance_profile_policy_document {
    Version = "2012-10-17"

    Statement {
      Effect = "Allow"
      Action = [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = ["*"]
    }
  }

  # Instance metadata by session token alone, on the bake machine and on whatever starts from the image.
  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    volume_size           = 8
    iops                  = 3000
    throughput            = 125
    delete_on_termination = true
    encrypted             = true
  }

  # An image that something may still run on can't be deregistered by mistake: protection comes off first.
  deregistration_protection {
    enabled = true
  }

  # Up to 60 minutes for AWS to make and copy the image.
  aws_polling {
    delay_seconds = 15
    max_attempts  = 240
  }

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = local.tags
  run_volume_tags = local.tags
}

build {
  sources = ["source.amazon-ebs.image"]

  # A folder of the bake's own, once the machine has finished starting. (cloud-init says 2 for "done, with warnings".)
  provisioner "shell" {
    inline = [
      "if command -v cloud-init > /dev/null; then cloud-init status --wait > /dev/null || [ $? -eq 2 ]; fi",
      "sudo -n install -d -m 0700 -o \"$(id -un)\" /var/lib/immu-bake",
      "mkdir -m 0700 /var/lib/immu-bake/content",
    ]
  }

  # What the steps copy and run, each file named by the SHA-256 of its content.
  provisioner "file" {
    source      = "${path.root}/files/content/"
    destination = "/var/lib/immu-bake/content/"
  }

  # As root, in this order; the first that fails ends the bake.
  provisioner "shell" {
    binary          = true
    remote_folder   = "/var/lib/immu-bake"
    execute_command = "sudo -n -H bash '{{ .Path }}'"

    scripts = [
      "${path.root}/files/scripts/01-prepare.sh",
      "${path.root}/files/scripts/02-packages.sh",
      "${path.root}/files/scripts/03-copy-app.sh",
      "${path.root}/files/scripts/04-run-log_agent.sh",
      "${path.root}/files/scripts/05-run-unpack.sh",
      "${path.root}/files/scripts/06-services.sh",
      "${path.root}/files/scripts/07-start-services.sh",
      "${path.root}/files/scripts/08-check-released.sh",
      "${path.root}/files/scripts/09-stop-services.sh",
    ]
  }

  # Last, as it shuts the way in. Nothing is cleaned up after it, as it removes the folder that it lies in.
  provisioner "shell" {
    binary          = true
    remote_folder   = "/var/lib/immu-bake"
    execute_command = "sudo -n -H bash '{{ .Path }}'"
    script          = "${path.root}/files/scripts/10-seal.sh"
    skip_clean      = true
  }

  # The ids of the images, by region, with what they were made of.
  post-processor "manifest" {
    output     = var.manifest
    strip_path = true
    strip_time = true

    custom_data = {
      "commit"      = var.commit
      "fingerprint" = "9f4486548196c73da323eeab20cc72a143ff6faff41b7499f346ee17ea311f2e"
      "image"       = "worker"
      "project"     = "shop"
    }
  }
}
