import type { ResourceType } from '../kernel.ts';
import { Edge } from './distribution/edge.ts';
import { SiteServer } from './distribution/site-server.ts';
import { replaceOrigin, socketOrigin } from './http-api/local-origin.ts';
import { generatedId } from './http-api/physical-id.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const distribution: ResourceType = {
  type: 'AWS::CloudFront::Distribution',
  identify(resource) {
    const id = `E${generatedId(resource, 13, UPPER)}`;
    return { ref: id, attributes: { Id: id, DomainName: `d${generatedId(resource, 13)}.cloudfront.net` } };
  },
  async start(resource, platform) {
    const all = platform.resources('AWS::CloudFront::Distribution');
    if (all.length > 1) {
      const names = all.map(({ stack, logicalId }) => `${stack}/${logicalId}`).join(', ');
      throw new Error(`The local site serves one distribution, the templates have ${all.length}: ${names}.`);
    }
    const aliases: string[] = resource.properties.DistributionConfig.Aliases ?? [];
    for (const host of [resource.attributes.DomainName ?? '', ...aliases]) {
      replaceOrigin(platform, `https://${host}`, platform.siteOrigin);
      replaceOrigin(platform, `wss://${host}`, socketOrigin(platform));
    }
    let server: SiteServer | undefined;
    return {
      async ready() {
        server = new SiteServer(platform, await Edge.open(platform, resource));
        await server.listen();
      },
      async stop() {
        await server?.close();
      },
    };
  },
};

/** A policy or access control that only describes: the distribution reads it. */
function description(type: string): ResourceType {
  return {
    type,
    identify(resource) {
      const id = generatedId(resource, 32, '0123456789abcdef');
      return { ref: id, attributes: { Id: id } };
    },
    async start() {
      return undefined;
    },
  };
}

export const resourceTypes: ResourceType[] = [
  distribution,
  description('AWS::CloudFront::OriginAccessControl'),
  description('AWS::CloudFront::ResponseHeadersPolicy'),
  description('AWS::CloudFront::CachePolicy'),
  description('AWS::CloudFront::OriginRequestPolicy'),
];
