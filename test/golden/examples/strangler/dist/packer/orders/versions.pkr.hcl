# What it takes to bake: in a file of its own, so that `packer init` reads just this.

packer {
  required_version = ">= 1.11.0, < 2.0.0"

  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.8.0, < 2.0.0"
    }
  }
}
