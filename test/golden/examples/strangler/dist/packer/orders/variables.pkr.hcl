# What a bake is told when it runs. None of it changes what is on the image.

variable "commit" {
  type        = string
  description = "The commit that is baked. It has no default: an image that can't be traced to its source is not baked."

  validation {
    condition     = contains([40, 64], length(var.commit)) && regex_replace(var.commit, "[0-9a-f]", "") == ""
    error_message = "The commit must be a full Git commit id: 40 or 64 hexadecimal digits."
  }
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "Where to bake. The bake machine must reach AWS Systems Manager and what the steps download. The default VPC's own choice where it is empty."
}

variable "manifest" {
  type        = string
  default     = "packer-manifest.json"
  description = "The file that Packer writes the ids of the baked images to."
}
