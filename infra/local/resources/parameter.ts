import type { Platform, ResourceType } from '#local/kernel.ts';
import { clearParameters, parameterService, seedParameter } from './parameter/parameter-service.ts';

const served = new WeakSet<Platform>();

/** The types of the parameter area. */
export const resourceTypes: ResourceType[] = [
  {
    type: 'AWS::SSM::Parameter',
    identify: ({ stack, logicalId, properties }) => {
      const name = typeof properties.Name === 'string' ? properties.Name : `${stack}-${logicalId}`;
      // GetAtt Value is known only where the value holds no reference; the others read the parameter by its name.
      const value: Record<string, string> = typeof properties.Value === 'string' ? { Value: properties.Value } : {};
      return { ref: name, attributes: { Type: String(properties.Type ?? 'String'), ...value } };
    },
    start: async (resource, platform) => {
      if (!served.has(platform)) {
        served.add(platform);
        platform.addService(parameterService(platform));
      }
      await seedParameter(platform, resource);
      return {
        reset: async () => {
          await clearParameters(platform);
          for (const parameter of platform.resources('AWS::SSM::Parameter')) await seedParameter(platform, parameter);
        },
      };
    },
  },
];
